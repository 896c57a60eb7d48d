"""The domain: each room keeps its tables, rules, actions and queries."""
