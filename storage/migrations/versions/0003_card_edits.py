"""Pending edits of messages already sent"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('card_edit',
    sa.Column('delivery_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('broadcast_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_card_edit_broadcast_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_card_edit_delivery_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('delivery_id', name=op.f('pk_card_edit'))
    )
    with op.batch_alter_table('card_edit', schema=None) as batch_op:
        batch_op.create_index('ix_card_edit_broadcast', ['broadcast_id', 'delivery_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('card_edit', schema=None) as batch_op:
        batch_op.drop_index('ix_card_edit_broadcast')
    op.drop_table('card_edit')
