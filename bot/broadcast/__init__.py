"""The push path: alerts from the calendar to the subscribers, journalled before they are sent.

    scheduler (when) -> planner (what) -> outbox (whether) -> pacer (how fast) -> sender (how) -> Telegram

**Planning.** Everything an alert waits for is an instant, a *moment*, that follows from the calendar, the
profiles of the subscribers (home zone, quiet hours, hour of the brief) and nothing else. The planner keeps
one mark, `planned_until`. A tick looks at the moments between the mark and now, and in one transaction
freezes each into a broadcast with its editions and deliveries, and moves the mark:

    moment --due--> broadcast (unique key) --+-- edition (language, set of entries, named ones)
                                             +-- delivery PENDING, from `not_before` to `expires_at`
                                             +-- delivery EXPIRED, where its time has passed already

P1 Planning twice plans once: the mark and the rows are one commit, and a key is planned once for ever.
P2 The audience is who subscribed by then: the first plan of a process is made before updates are taken in,
   so that nothing is planned for instants before a subscription; no date of subscription is stored.
P3 No delivery is empty, muted, or of an unwanted kind; an entry stands in an edition once.
P4 After downtime each moment still ends in a delivery: late while it helps, else expired and counted.
   What is late and still helps is one message a subscriber and kind; nothing older than a week is looked at.
P5 A reminder names an entry once to a subscriber; what was newly listed, or is news, is left out for those
   who were told of it. Told is: sent, on the wire, unknown, or about to be sent.
P6 One brief a subscriber and evening, whatever becomes of their zone and hours in between: who has one gets
   no other, and one whose hour was moved behind now is frozen by the very change, for its subscriber alone.
P7 Nothing is due inside quiet hours: it waits for their end, or goes out before them. New quiet hours hold
   for what waits already, and what was switched off is cancelled, in the transaction of the change.
P8 Planning knows subscribers by their random ids only, and never a chat.
P9 The clockwork holds no facts: killed at any instant, the next start plans what is missing.

**Sending.** A delivery is a row that moves by compare-and-set, and only the outbox moves it:

    PENDING --claim, committed--> SENDING --ok--------------------------> SENT
       ^                             +------ unreachable -----------------> GONE (subscriber suspended)
       +-- proven not sent ----------+------ refused, also as plain text -> REJECTED
       +-- unknown, up to A times ---+------ unknown once more -----------> UNCERTAIN
    PENDING --past its expiry--> EXPIRED        PENDING --/stop, /delete, a removal--> CANCELLED

S1 Nothing goes on the wire before its claim is committed; at most W rows are SENDING at any instant.
S2 A row waits for its turn while PENDING, never while SENDING.
S3 Every send has one outcome; what nobody can tell is unknown, and is counted in the row.
S4 An outcome that cannot be committed is kept and tried for as long as the process lives; nothing is claimed
   meanwhile.
S5 A new start has a new epoch; what an older one left SENDING has an unknown outcome.
S6 No row leaves SENT, GONE, REJECTED, CANCELLED, EXPIRED or UNCERTAIN; the states' sum is what was planned.
S7 Waiting for a limit, a ban or a server that is away is real time and lives in memory; the row's instants
   are the clock's, and lateness counts from them.

**Cards.** Messages already sent are edited to what holds now when an entry changes or is called off. An edit
is no delivery: it is in no total and no promise, and nothing is told by an edit alone.

C1 Which messages are to be edited is written in the commit that freezes the notice: those that name the
   entry, have arrived or are on the wire, and went to somebody who gets the notice. A message is one row.
C2 A reader's notice has ended before their cards are edited, and no edit is made while anything is due or on
   the wire that does not wait for its chat.
C3 The words are of the moment of the edit. A notice that comes while one is on the wire has it made again.
C4 What is held, halted (retractions excepted), stopped or erased is not edited. What Telegram does not let be
   edited is left; so is what came to nothing three times.
"""
