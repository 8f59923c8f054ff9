"""What people type in the practice: read here once, refused with a sentence that says how to mend it."""
