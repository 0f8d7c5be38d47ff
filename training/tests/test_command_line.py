from cmb_training.command_line import create_parser


def test_help_shows_defaults_and_keeps_the_lines_of_the_description():
    parser = create_parser("Does it.\n\n    python -m it --steps 3")
    parser.add_argument("--steps", type=int, default=60, help="how many")
    parser.add_argument("--start", help="where")
    shown = parser.format_help()
    assert "how many (default: 60)" in shown and "None" not in shown
    assert "\n    python -m it --steps 3\n" in shown
