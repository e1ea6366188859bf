"""The campaigns: their dates, quotas and permits, and which units have not sent."""
