package io.crossim.sdk;

/**
 * The outcome of one send.
 *
 * @param messageId unique in the receiver's inbox; empty where the cluster did not say
 * @param seq the place in the receiver's inbox; 0 where the cluster did not say
 */
public record SendResult(String messageId, long seq, SendStatus status) {}
