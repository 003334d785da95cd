package io.crossim.route.config;

import io.crossim.route.api.ConversationApi;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.group.GroupServices;
import io.crossim.route.web.ConversationController;
import io.crossim.route.web.GroupController;
import io.crossim.route.web.PostController;
import io.crossim.route.web.PreferenceController;
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
    return groups(assembly, credential);
  }

  @Bean
  PostController postController(RouteAssembly assembly, ClusterCredential credential) {
    return posts(assembly, credential);
  }

  @Bean
  ConversationController conversationController(
      RouteAssembly assembly, ClusterCredential credential) {
    return conversations(assembly, credential);
  }

  @Bean
  PreferenceController preferenceController(RouteAssembly assembly, ClusterCredential credential) {
    return preferences(assembly, credential);
  }

  /** The calls about whom users of a route want to hear of. */
  static PreferenceController preferences(RouteAssembly assembly, ClusterCredential credential) {
    GroupServices services = assembly.groups();
    return new PreferenceController(services.blocks(), services.mutes(), credential);
  }

  /** The calls about groups of a route. */
  static GroupController groups(RouteAssembly assembly, ClusterCredential credential) {
    GroupServices services = assembly.groups();
    return new GroupController(
        services.creation(),
        services.groups(),
        services.members(),
        services.roles(),
        services.infos(),
        credential);
  }

  /** The calls that post to conversations of a route. */
  static PostController posts(RouteAssembly assembly, ClusterCredential credential) {
    return new PostController(assembly.groups().messages(), credential);
  }

  /** The calls about what was said in conversations of a route. */
  static ConversationController conversations(
      RouteAssembly assembly, ClusterCredential credential) {
    GroupServices services = assembly.groups();
    return new ConversationController(
        services.history(), services.conversations(), services.marks(), credential);
  }
}
