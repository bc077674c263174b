"""What Alembic runs: the migrations, on the connection and in the transaction it is given."""

from alembic import context

from mahdar.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
