"""The units and who serves them: invitations, rights, mail, and the log."""
