"""Run by Alembic: changes the form of the database over the connection that was handed in."""

from alembic import context

from channel.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    compare_type=True,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
