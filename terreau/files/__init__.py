"""What people upload: one door in (`door.store_upload`), one way out (`views`), no rights of their own (`parents`)."""
