"""The store: tables, migrations, search, the decisions ledger, rebuild and verify."""
