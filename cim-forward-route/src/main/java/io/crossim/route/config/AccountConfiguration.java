package io.crossim.route.config;

import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.login.AccountService;
import io.crossim.route.web.AccountController;
import io.crossim.service.credential.ClusterCredential;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what is called for on behalf of accounts. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  AccountService accountService(RouteAssembly assembly) {
    return assembly.accounts();
  }

  @Bean
  AccountController accountController(
      AccountService accounts, RouteProperties properties, ClusterCredential credential) {
    return new AccountController(accounts, properties.login().host(), credential);
  }
}
