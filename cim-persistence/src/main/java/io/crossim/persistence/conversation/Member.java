package io.crossim.persistence.conversation;

/**
 * A member of a group.
 *
 * @param joinSeq the place of the entry by which they joined: they get it and what follows
 * @param floor they may read what stands above this place, also from before they joined
 * @param mutedUntil they may not post until then, in milliseconds since 1970 by the store's clock
 * @param deliveredSeq their devices have what stands up to here
 * @param readSeq they have read what stands up to here
 */
public record Member(
    long userId,
    Role role,
    long joinSeq,
    long floor,
    long mutedUntil,
    long deliveredSeq,
    long readSeq) {}
