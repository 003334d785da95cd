package io.crossim.route.config;

import io.crossim.persistence.account.AccountStore;
import io.crossim.route.access.Access;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.login.AccountService;
import io.crossim.route.login.LoginService;
import io.crossim.route.login.LoginTraffic;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionEnd;
import io.crossim.route.session.SessionLookup;
import io.crossim.route.web.AccountController;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.limits.TrafficLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what is called for on behalf of accounts. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  Accounts accounts(AccountStore store) {
    return new Accounts(store);
  }

  @Bean
  LoginService loginService(
      PasswordCheck passwords,
      Tokens tokens,
      SessionLookup sessions,
      SessionConflicts conflicts,
      ServerLinks links,
      SelectionStrategy strategy) {
    return new LoginService(passwords, tokens, sessions, conflicts, links, strategy);
  }

  @Bean
  SessionEnd sessionEnd(SessionLookup sessions, SessionConflicts connections) {
    return new SessionEnd(sessions, connections);
  }

  @Bean
  LoginTraffic loginTraffic(TrafficLimits limits, Access access, BlockingStoreExecutor threads) {
    return new LoginTraffic(limits, access, threads.executor());
  }

  @Bean
  AccountService accountService(
      TrafficLimits traffic,
      LoginTraffic logins,
      Accounts accounts,
      PasswordCheck passwords,
      Tokens tokens,
      LoginService login,
      SessionEnd ends,
      BlockingStoreExecutor threads) {
    return new AccountService(
        traffic, logins, accounts, passwords, tokens, login, ends, threads.executor());
  }

  @Bean
  AccountController accountController(
      AccountService accounts, RouteProperties properties, ClusterCredential credential) {
    return new AccountController(accounts, properties.login().host(), credential);
  }
}
