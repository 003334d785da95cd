package io.crossim.it;

import io.crossim.it.fixture.ContainerCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a ZooKeeper and a Redis in containers, where a Docker engine answers. */
@ExtendWith(ContainerCluster.class)
class ContainerChatIT extends ChatTests {}
