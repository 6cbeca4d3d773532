"""Ids that must not be mixed up. Each is what the table of the same name uses as its key."""

from typing import NewType

ChatId = NewType("ChatId", int)
"""A Telegram chat. Lives in memory only while an update or a send is handled; stored as ciphertext."""
SubscriberId = NewType("SubscriberId", int)
"""Random, so that it says nothing about when somebody came."""
CityId = NewType("CityId", int)
"""A GeoNames id."""
EntryId = NewType("EntryId", str)
"""A readable slug of a calendar entry, stable across loads."""
Code = NewType("Code", str)
"""Four characters of Crockford base32 without look-alikes, as people type them after /check."""
BroadcastId = NewType("BroadcastId", int)
EditionId = NewType("EditionId", int)
DeliveryId = NewType("DeliveryId", int)
CoordinatorId = NewType("CoordinatorId", int)
AnnouncementId = NewType("AnnouncementId", int)
