package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.route.account.Accounts;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may act as whom, over real hashes and tokens. */
class AccessTest {

  private static final String WORD = "correct horse";
  private static final String HERE = "10.0.0.1";

  private final MemoryAccountStore store = new MemoryAccountStore(InstantSource.system());
  private final Tokens tokens =
      TestAccess.tokens(InstantSource.system(), "the secret of this test");
  private final HashingQueue hashingQueue = new HashingQueue();
  private final AtomicLong time = new AtomicLong();
  private Route open = new Route(AccountMode.OPEN);
  private Route strict = new Route(AccountMode.PASSWORD);

  /** What one route has. */
  private final class Route {
    final Accounts accounts = new Accounts(store, time::get);
    final Access access;
    final PasswordCheck check;
    final PasswordChanges changes;

    Route(AccountMode mode) {
      access = TestAccess.of(mode, tokens, accounts);
      PasswordComparison comparison = new PasswordComparison(hashingQueue, time::get);
      check = new PasswordCheck(accounts, access, comparison, Runnable::run);
      changes = new PasswordChanges(accounts, access, comparison, Runnable::run);
    }

    StoredAccount register(String name, String password) {
      return check.register(name, proof(null, password)).join();
    }

    String login(StoredAccount account, String password) {
      return login(account, proof(null, password));
    }

    String login(StoredAccount account, Proof proof) {
      return tokens.issue(check.check(account.userId(), account.userName(), proof).join()).token();
    }
  }

  private static Proof proof(String token, String password) {
    return new Proof(token, password, HERE, Deadline.of(Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() {
    hashingQueue.close();
  }

  @Test
  void aPasswordIsKeptAsAHashThatDiffersEachTime() {
    StoredAccount ann = open.register("ann", WORD);
    StoredAccount bob = open.register("bob", WORD);

    assertThat(ann.credential().passwordHash()).startsWith("$argon2id$");
    assertThat(ann.credential().passwordHash()).isNotEqualTo(bob.credential().passwordHash());
    assertThat(ann.toString()).doesNotContain("argon2");
  }

  /** No UTF-8 has it, so that it cannot be hashed. */
  @Test
  void aPasswordWithHalfASurrogatePairIsRefusedBeforeAnyWork() {
    StoredAccount ann = open.register("ann", WORD);
    for (String bad : List.of("\ud800 and more", "and more \udc00", "\udc00\ud800 and more")) {
      String sentence = "password: an unpaired surrogate (expected: whole characters)";
      assertThatThrownBy(() -> open.register("bob", bad)).hasMessage(sentence);
      assertThatThrownBy(() -> open.login(ann, bad)).hasMessage(sentence);
      assertThatThrownBy(() -> open.changes.change(ann.userId(), WORD, proof(null, bad)))
          .hasMessage(sentence);
      assertRefused(
          () -> open.changes.change(ann.userId(), bad, proof(null, WORD)).join(),
          ResultCode.INVALID_ARGUMENT);
      assertThatThrownBy(() -> open.changes.reset(ann.userId(), bad, proof(null, null)).join())
          .hasMessage("newPassword: an unpaired surrogate (expected: whole characters)");
    }
    assertThat(open.register("bob", "\ud83d\ude00 a whole one")).isNotNull();
  }

  @Test
  void aNameWithAPasswordIsForWhoKnowsIt() {
    StoredAccount ann = open.register("ann", WORD);

    assertThat(open.register("ann", WORD)).isEqualTo(ann);
    assertRefused(() -> open.register("ann", "another word"), ResultCode.PASSWORD_WRONG);
    assertRefused(
        () -> open.check.register("ann", proof(null, null)).join(), ResultCode.PASSWORD_WRONG);
  }

  @Test
  void aNameWithoutOneCannotBeTakenOver() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();

    assertRefused(() -> open.register("bob", WORD), ResultCode.ACCOUNT_MISMATCH);
    assertThat(open.check.register("bob", proof(null, null)).join()).isEqualTo(bob);
  }

  @Test
  void onlyATokenOfTheAccountActsForIt() {
    StoredAccount ann = open.register("ann", WORD);
    StoredAccount eve = open.register("eve", WORD);
    String token = open.login(ann, WORD);

    assertThat(open.access.actor("userId", ann.userId(), token).userName()).isEqualTo("ann");
    assertRefused(() -> actor(open, ann, null), ResultCode.TOKEN_INVALID);
    assertRefused(() -> actor(open, ann, open.login(eve, WORD)), ResultCode.TOKEN_INVALID);
    assertRefused(() -> actor(open, ann, TestAccess.PUSH_KEY), ResultCode.TOKEN_INVALID);
    assertRefused(() -> open.login(ann, "another word"), ResultCode.PASSWORD_WRONG);
  }

  @Test
  void anAccountWithoutAPasswordNeedsTheOpenMode() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();

    assertThat(actor(open, bob, null)).isEqualTo(bob);
    assertRefused(() -> actor(strict, bob, null), ResultCode.PASSWORD_WRONG);
    assertThatThrownBy(() -> strict.check.register("dan", proof(null, null)))
        .hasMessageStartingWith("password: nothing");
    assertRefused(() -> member(strict, null), ResultCode.TOKEN_INVALID);
    assertThatCode(() -> member(strict, TestAccess.PUSH_KEY)).doesNotThrowAnyException();
    assertThatCode(() -> member(open, null)).doesNotThrowAnyException();
  }

  @Test
  void aChangedPasswordVoidsTokensAndIsKnownToAnotherRouteWithTheNextOne() {
    StoredAccount ann = open.register("ann", WORD);
    String before = open.login(ann, WORD);
    Route other = new Route(AccountMode.OPEN);
    actor(other, ann, before);

    open.changes.change(ann.userId(), "a better one", proof(null, WORD)).join();

    assertRefused(() -> actor(open, ann, before), ResultCode.TOKEN_INVALID);
    assertRefused(() -> open.login(ann, WORD), ResultCode.PASSWORD_WRONG);
    String after = open.login(ann, "a better one");
    assertThat(other.access.isSettled(ann.userId(), after)).isFalse();
    assertThat(actor(other, ann, after).credential().version()).isEqualTo(2);
    assertRefused(() -> actor(other, ann, before), ResultCode.TOKEN_INVALID);
  }

  @Test
  void aTokenThatWasRevokedDoesNotTellWhoIsOnline() {
    StoredAccount ann = strict.register("ann", WORD);
    String token = strict.login(ann, WORD);
    assertThatCode(() -> member(strict, token)).doesNotThrowAnyException();

    strict.accounts.revoke(ann.userId());
    assertRefused(() -> member(strict, token), ResultCode.TOKEN_INVALID);
  }

  @Test
  void aTokenThatWasRevokedElsewhereIsRefusedWithinTenSeconds() {
    StoredAccount ann = open.register("ann", WORD);
    String token = open.login(ann, WORD);
    Route other = new Route(AccountMode.OPEN);
    actor(other, ann, token);
    store.revoke(ann.userId());

    time.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(actor(other, ann, token)).isEqualTo(ann);
    time.addAndGet(1);
    assertRefused(() -> actor(other, ann, token), ResultCode.TOKEN_INVALID);
  }

  @Test
  void whereAccountsNeedPasswordsNobodyLearnsAtTheSocketWhichIdsExist() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();
    StoredAccount ann = strict.register("ann", WORD);
    StoredAccount eve = strict.register("eve", WORD);

    for (String token : Arrays.asList(null, "no token", strict.login(eve, WORD))) {
      String answer = refusal(() -> strict.access.owner(ann.userId(), "ann", token), ann);
      assertThat(refusal(() -> strict.access.owner(ann.userId(), "eve", token), ann))
          .isEqualTo(answer);
      assertThat(refusal(() -> strict.access.owner(bob.userId(), "bob", token), bob))
          .isEqualTo(answer);
      StoredAccount nobody = new StoredAccount(eve.userId() + 1_000, "nobody");
      assertThat(refusal(() -> strict.access.owner(nobody.userId(), "nobody", token), nobody))
          .isEqualTo(answer);
    }
    String own = strict.login(ann, WORD);
    assertThat(strict.access.owner(ann.userId(), "ann", own)).isEqualTo(ann);
    assertRefused(() -> strict.access.owner(ann.userId(), "eve", own), ResultCode.ACCOUNT_MISMATCH);
  }

  /** The code and the text, with another word in place of the id that was asked for. */
  private static String refusal(ThrowingCallable login, StoredAccount asked) {
    CimException refused = (CimException) catchThrowable(login);
    return refused.code()
        + String.valueOf(refused.getMessage()).replace(Long.toString(asked.userId()), "ID");
  }

  @Test
  void anOperatorGivesAnyAccountAPassword() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();
    StoredAccount ann = strict.register("ann", WORD);
    String before = strict.login(ann, WORD);

    strict.changes.reset(bob.userId(), "a first one", proof(null, null)).join();
    strict.changes.reset(ann.userId(), "another one", proof(null, null)).join();

    assertThat(strict.login(bob, "a first one")).isNotEmpty();
    assertThat(strict.login(ann, "another one")).isNotEmpty();
    assertRefused(() -> actor(strict, ann, before), ResultCode.TOKEN_INVALID);
    assertRefused(() -> strict.login(ann, WORD), ResultCode.PASSWORD_WRONG);
    assertRefused(
        () -> strict.changes.reset(1, "for nobody", proof(null, null)).join(),
        ResultCode.ACCOUNT_MISMATCH);
  }

  @Test
  void anAccountWithoutAPasswordIsGivenItsFirstOneInTheOpenModeOnly() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();
    assertRefused(
        () -> strict.changes.change(bob.userId(), "a first one", proof(null, null)).join(),
        ResultCode.PASSWORD_WRONG);
    assertRefused(
        () -> open.changes.change(bob.userId(), "a first one", proof(null, WORD)).join(),
        ResultCode.ACCOUNT_MISMATCH);

    open.changes.change(bob.userId(), "a first one", proof(null, null)).join();
    assertRefused(() -> actor(open, bob, null), ResultCode.TOKEN_INVALID);
    assertThat(open.login(bob, "a first one")).isNotEmpty();
    assertRefused(
        () -> open.changes.change(bob.userId(), "a second one", proof(null, null)).join(),
        ResultCode.PASSWORD_WRONG);
  }

  @Test
  void anotherRouteHearsOfAFirstPasswordWithinAMinute() {
    StoredAccount bob = open.check.register("bob", proof(null, null)).join();
    Route other = new Route(AccountMode.OPEN);
    actor(other, bob, null);
    store.givePassword(bob.userId(), "a hash");

    time.addAndGet(Duration.ofSeconds(60).toNanos());
    assertRefused(() -> actor(other, bob, null), ResultCode.TOKEN_INVALID);
  }

  @Test
  void wrongPasswordsFromElsewhereDoNotKeepTheOwnerOut() {
    StoredAccount ann = open.register("ann", WORD);
    for (int i = 0; i < 6; i++) {
      assertRefused(
          () -> open.login(ann, proofFrom("198.51.100.66", "a guess")), ResultCode.PASSWORD_WRONG);
    }

    assertRefused(
        () -> open.login(ann, proofFrom("198.51.100.66", WORD)), ResultCode.REQUEST_LIMIT);
    assertThat(open.login(ann, WORD)).isNotEmpty();
  }

  private static Proof proofFrom(String address, String password) {
    return new Proof(null, password, address, Deadline.of(Duration.ofMinutes(1)));
  }

  @Test
  void onlyWhoKnowsThePasswordChangesIt() {
    StoredAccount ann = open.register("ann", WORD);

    assertRefused(
        () -> open.changes.change(ann.userId(), "my own one", proof(null, "a guess of it")).join(),
        ResultCode.PASSWORD_WRONG);
    assertThatThrownBy(() -> open.changes.change(ann.userId(), "short", proof(null, WORD)))
        .hasMessage("newPassword: 5 characters (expected: 8 to 128 characters)");
  }

  @Test
  void aPushKeyIsTheSystem() {
    assertThat(open.access.system(TestAccess.PUSH_KEY).userName()).isEqualTo("system");
    assertThat(open.access.system("the key of another")).isNull();
    assertThat(open.access.system(null)).isNull();
  }

  @Test
  void guessingIsSlowedDownForAWhile() {
    StoredAccount ann = open.register("ann", WORD);
    for (int i = 0; i < 6; i++) {
      assertRefused(() -> open.login(ann, "a wrong one"), ResultCode.PASSWORD_WRONG);
    }

    assertRefused(() -> open.login(ann, WORD), ResultCode.REQUEST_LIMIT);
    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(open.login(ann, WORD)).isNotEmpty();
  }

  @Test
  void aGoodTokenSavesThePasswordAndABadOneDoesNotStandInItsWay() {
    StoredAccount ann = open.register("ann", WORD);
    String token = open.login(ann, WORD);

    assertThat(open.login(ann, proof(token, "not looked at"))).isNotEmpty();
    open.accounts.revoke(ann.userId());
    assertThat(open.login(ann, proof(token, WORD))).isNotEmpty();
    assertRefused(() -> open.login(ann, proof(token, "a wrong one")), ResultCode.PASSWORD_WRONG);
    assertRefused(() -> open.login(ann, proof(token, null)), ResultCode.TOKEN_INVALID);
  }

  @Test
  void guessesThatAreMadeAtOnceAreNoMoreThanOthers() {
    StoredAccount ann = open.register("ann", WORD);
    List<CompletableFuture<StoredAccount>> guesses =
        IntStream.range(0, 20)
            .mapToObj(i -> open.check.check(ann.userId(), "ann", proof(null, "a guess " + i)))
            .toList();

    List<ResultCode> codes = guesses.stream().map(AccessTest::code).toList();
    assertThat(codes.stream().filter(code -> code == ResultCode.PASSWORD_WRONG).count())
        .isBetween(1L, 6L + Runtime.getRuntime().availableProcessors());
    assertThat(codes).contains(ResultCode.REQUEST_LIMIT);
  }

  private static ResultCode code(CompletableFuture<?> call) {
    try {
      call.join();
      return ResultCode.SUCCESS;
    } catch (RuntimeException e) {
      return ((CimException) Await.cause(e)).code();
    }
  }

  /** All are answered; how many hashes there are time for is another question. */
  @Test
  void whoComesWithManyOthersIsRegisteredOrToldToComeAgain() {
    List<CompletableFuture<StoredAccount>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Proof proof = new Proof(null, WORD, "10.0.0." + i % 20, Deadline.of(Duration.ofMinutes(1)));
      all.add(open.check.register("user" + i, proof));
    }
    List<ResultCode> codes = all.stream().map(AccessTest::code).toList();

    assertThat(codes).containsOnly(ResultCode.SUCCESS, ResultCode.REQUEST_LIMIT);
    assertThat(codes.stream().filter(code -> code == ResultCode.SUCCESS).count())
        .isGreaterThanOrEqualTo(32);
    for (int address = 0; address < 20; address++) {
      assertThat(codes.get(address)).as("the first one of each").isEqualTo(ResultCode.SUCCESS);
    }
  }

  private static void member(Route route, String token) {
    route.access.member(token, Runnable::run).join();
  }

  private static StoredAccount actor(Route route, StoredAccount account, String token) {
    return route.access.actor("userId", account.userId(), token);
  }

  private static void assertRefused(ThrowingCallable call, ResultCode code) {
    assertThatThrownBy(call)
        .satisfies(
            e -> {
              assertThat(Await.cause(e)).isInstanceOf(CimException.class);
              assertThat(((CimException) Await.cause(e)).code()).isEqualTo(code);
            });
  }
}
