package io.crossim.sdk;

/** The outcome of one send. */
public record SendResult(SendStatus status) {}
