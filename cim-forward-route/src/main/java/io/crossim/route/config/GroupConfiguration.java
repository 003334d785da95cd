package io.crossim.route.config;

import io.crossim.route.api.ConversationApi;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.group.GroupServices;
import io.crossim.route.web.ConversationController;
import io.crossim.route.web.GroupController;
import io.crossim.service.credential.ClusterCredential;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what is called for about groups and conversations. */
@Configuration(proxyBeanMethods = false)
class GroupConfiguration {

  @Bean
  ConversationApi conversationService(RouteAssembly assembly) {
    return assembly.conversations().service();
  }

  @Bean
  GroupController groupController(RouteAssembly assembly, ClusterCredential credential) {
    GroupServices groups = assembly.groups();
    return new GroupController(groups.groups(), groups.members(), groups.infos(), credential);
  }

  @Bean
  ConversationController conversationController(
      RouteAssembly assembly, ClusterCredential credential) {
    GroupServices groups = assembly.groups();
    return new ConversationController(
        groups.messages(), groups.history(), groups.conversations(), groups.marks(), credential);
  }
}
