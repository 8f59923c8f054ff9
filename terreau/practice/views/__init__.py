"""What the pages of the practice find, allow, do and answer."""
