package io.crossim.sdk.connection;

import io.crossim.route.api.ServerAddress;
import io.netty.channel.Channel;

/** A connection whose login was accepted. */
record Connection(Channel channel, ServerAddress server) {}
