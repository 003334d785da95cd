package io.crossim.persistence.redis;

/** What one run of a script works on; on Redis Cluster its keys lie in one slot. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record ScriptInput(byte[][] keys, byte[][] args) {}
