"""What the programs share of their command line."""

from __future__ import annotations

import argparse


class _Help(argparse.ArgumentDefaultsHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Shows defaults, but not that there is none, and keeps the lines of the description."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return super()._get_help_string(action) if action.default not in (None, []) else action.help


def create_parser(description: str | None) -> argparse.ArgumentParser:
    """A parser whose `--help` shows the description as it is, and the default of each option that has a text."""
    return argparse.ArgumentParser(description=description, formatter_class=_Help)
