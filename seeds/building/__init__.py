"""How the shipped gazetteer is made. Needs the extra `seeds`; nothing here runs with the bot."""
