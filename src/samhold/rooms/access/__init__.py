"""The room of users, rules and the audit chain."""
