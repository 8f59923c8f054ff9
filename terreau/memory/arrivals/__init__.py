"""Reading what a community brings with it: member lists, mail archives, histories. No database here."""
