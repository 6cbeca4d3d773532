"""Whose a broadcast is, checkpoints of the audit, more places for a coordinator"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = "0003"
branch_labels = None
depends_on = None

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"


def upgrade() -> None:
    op.create_table('push',
    sa.Column('broadcast_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_key', sa.String(length=12), nullable=False),
    sa.Column('entry_id', sa.String(length=80), nullable=False),
    sa.Column('announcement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['announcement_id'], ['announcement.id'], name=op.f('fk_push_announcement_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_push_broadcast_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_push_entry_id')),
    sa.PrimaryKeyConstraint('broadcast_id', name=op.f('pk_push'))
    )
    with op.batch_alter_table('push', schema=None) as batch_op:
        batch_op.create_index('ix_push_entry', ['entry_id'], unique=False)
        batch_op.create_index('ix_push_place', ['place_key'], unique=False)

    op.create_table('audit_checkpoint',
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mac', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit_checkpoint'))
    )
    op.create_table('extension',
    sa.Column('coordinator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_keys', sa.String(length=120), nullable=False),
    sa.Column('invited_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['coordinator_id'], ['coordinator.id'], name=op.f('fk_extension_coordinator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by'], ['coordinator.id'], name=op.f('fk_extension_invited_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('coordinator_id', name=op.f('pk_extension'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER IF EXISTS audit_refuses_delete')
        # What a checkpoint covers may go, and nothing else.
        op.execute(
            'CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit '
            'WHEN OLD.seq > COALESCE((SELECT MAX(seq) FROM audit_checkpoint), 0) ' + _REFUSED
        )
        op.execute(
            'CREATE TRIGGER audit_checkpoint_refuses_update BEFORE UPDATE ON audit_checkpoint ' + _REFUSED
        )
        op.execute(
            'CREATE TRIGGER audit_checkpoint_refuses_delete BEFORE DELETE ON audit_checkpoint '
            'WHEN OLD.seq = (SELECT MAX(seq) FROM audit_checkpoint) ' + _REFUSED
        )


def downgrade() -> None:
    """A pruned audit stays pruned: without the checkpoint it no longer verifies."""
    op.drop_table('extension')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER audit_refuses_delete')
        op.execute('CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit ' + _REFUSED)
    op.drop_table('audit_checkpoint')
    with op.batch_alter_table('push', schema=None) as batch_op:
        batch_op.drop_index('ix_push_place')
        batch_op.drop_index('ix_push_entry')

    op.drop_table('push')
