"""Training and export of the default models of @cmb/models."""
