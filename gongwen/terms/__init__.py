"""The terms of the field, one a module: ``read`` takes what paper has, ``write`` gives the form of the standard."""
