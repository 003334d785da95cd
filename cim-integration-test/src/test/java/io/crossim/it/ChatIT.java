package io.crossim.it;

import io.crossim.it.fixture.SharedCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/** On processes of this machine. */
@ExtendWith(SharedCluster.class)
class ChatIT extends ChatTests {}
