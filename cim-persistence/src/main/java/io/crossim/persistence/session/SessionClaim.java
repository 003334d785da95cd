package io.crossim.persistence.session;

/** A connection that wants to be a user's session on a device. */
public record SessionClaim(
    long userId, String device, String server, String incarnation, long connection) {

  /** The session that this claim becomes with a generation. */
  public Session generation(long generation) {
    return new Session(userId, device, server, incarnation, connection, generation);
  }
}
