package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Group;
import io.crossim.it.client.GroupCalls;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Three consoles and a client of protocol v2 in one group; each step builds on those before. */
final class GroupTalk implements AutoCloseable {

  private final GroupCalls first;
  private final GroupCalls second;
  private final Route route;
  private final User ana;
  private final User bo;
  private final User cy;
  private final User vi;
  private final Console atAna;
  private final Console atBo;
  private final Console atCy;
  private final V2Client atVi;
  private final Group group;

  private GroupTalk(
      Path directory, Route first, Route second, User ana, User bo, User cy, User vi) {
    this.first = new GroupCalls(first);
    this.second = new GroupCalls(second);
    this.route = second;
    this.ana = ana;
    this.bo = bo;
    this.cy = cy;
    this.vi = vi;
    atAna = Console.start(directory, first, ana);
    atBo = Console.start(directory, second, bo);
    atCy = Console.start(directory, first, cy);
    atVi = V2Client.online(second, vi);
    List.of(atAna, atBo, atCy).forEach(Console::awaitConnected);
    atAna.type(":gc the climbers " + bo.id() + " " + cy.id() + " " + vi.id());
    String id = atAna.awaitMatch(Pattern.compile("g(\\d+) is there")).group(1);
    group = new Group(Long.parseLong(id), "the climbers");
    atAna.ask(":gt " + id, "your lines go to the climbers");
  }

  /** All are online, and the first one has made the group. */
  static GroupTalk begin(
      Path directory, Route first, Route second, User ana, User bo, User cy, User vi) {
    return new GroupTalk(directory, first, second, ana, bo, cy, vi);
  }

  void everybodyHearsEverybody() {
    awaitIn(atBo, ana, " added you, " + cy.id() + ", " + vi.id());
    atAna.type("hello from ana");
    awaitSaid(ana, "hello from ana", atBo, atCy);
    atVi.awaitGroupPush(group, "hello from ana", ana, vi);
    atBo.type("g" + group.id() + ";;hello from bo");
    awaitSaid(bo, "hello from bo", atAna, atCy);
    atVi.awaitGroupPush(group, "hello from bo", bo, vi);
    atCy.type("g" + group.id() + ";;hello from cy");
    awaitSaid(cy, "hello from cy", atAna, atBo);
    atVi.awaitGroupPush(group, "hello from cy", cy, vi);
    second.send(vi, group, "hello from vi").orFail();
    awaitSaid(vi, "hello from vi", atAna, atBo, atCy);
  }

  void whoIsTakenOutHearsNothingMore() {
    atAna.ask(":gr " + group.id() + " " + cy.id(), "1 of 1 are members no longer");
    atAna.type("without cy");
    awaitSaid(ana, "without cy", atBo);
    atVi.awaitGroupPush(group, "without cy", ana, vi);
    second.remove(ana, group, vi).orFail();
    second.send(bo, group, "without vi").orFail();
    awaitSaid(bo, "without vi", atAna);
    awaitIn(atCy, ana, " removed you");
    atCy.ask("g" + group.id() + ";;let me in", "! not sent: let me in");
    assertHearNothing();
  }

  /** A private message comes to them, and nothing that was said before it. */
  private void assertHearNothing() {
    route.toOne(ana, cy, "only for cy").orFail();
    route.toOne(ana, vi, "only for vi").orFail();
    atCy.awaitText("only for cy");
    atVi.awaitPush("only for vi", ana, vi);
    assertThat(atCy.hasShown("without")).isFalse();
    assertThat(atVi.texts()).doesNotContain("[the climbers] without vi");
  }

  void whoComesBackHearsOnAndReadsNothingFromMeanwhile() {
    atAna.ask(":ga " + group.id() + " " + cy.id() + " " + vi.id(), "2 of 2 are members now");
    atBo.type("g" + group.id() + ";;welcome back");
    awaitSaid(bo, "welcome back", atAna, atCy);
    atVi.awaitGroupPush(group, "welcome back", bo, vi);
    assertThat(atCy.hasShown("without")).isFalse();
    assertThat(atVi.texts()).doesNotContain("[the climbers] without vi");

    assertThat(second.texts(cy, group)).containsExactly("welcome back");
    assertThat(first.texts(bo, group))
        .containsExactly(
            "hello from ana",
            "hello from bo",
            "hello from cy",
            "hello from vi",
            "without cy",
            "without vi",
            "welcome back");
    atBo.ask(":gh " + group.id(), " messages");
    atBo.awaitMatch(Pattern.compile("^ {2}#\\d+ .*: hello from cy$"));
  }

  void whatIsTakenBackIsGone() {
    long place = placeOf("hello from ana");
    atAna.ask(":rc " + group.id() + " " + place, "#" + place + " is taken back");
    awaitIn(atBo, ana, " took #" + place + " back");
    assertThat(second.texts(vi, group)).containsExactly("welcome back");
    assertThat(second.texts(bo, group)).doesNotContain("hello from ana").hasSize(6);
    atBo.type(":gh " + group.id());
    atBo.awaitMatch(Pattern.compile("^ {2}#" + place + " .*: \\(taken back\\)$"));
  }

  void whatIsOnAScreenIsRead() {
    long place = placeOf("welcome back");
    await("bo and cy have read")
        .untilAsserted(
            () -> assertThat(second.readers(ana, group, place)).contains(bo.id(), cy.id()));
    await("nothing is unread at bo")
        .untilAsserted(() -> assertThat(second.unread(bo, group)).isEqualTo(0));
    assertThat(first.unread(vi, group)).isEqualTo(1);
    second.read(vi, group, place).orFail();
    assertThat(first.unread(vi, group)).isZero();
    assertThat(first.readers(ana, group, place)).contains(vi.id());
    atAna.ask(":mute g" + group.id(), "is muted");
    atAna.type(":gl");
    atAna.awaitMatch(Pattern.compile("the climbers\\(g" + group.id() + "\\).* muted$"));
    atAna.ask(":unmute g" + group.id(), "is muted no more");
  }

  void whoWasAwayHearsItLater() {
    atVi.close();
    await("vi is offline")
        .untilAsserted(() -> assertThat(route.onlineNames()).doesNotContain(vi.name()));
    atBo.type("g" + group.id() + ";;while vi was away");
    awaitSaid(bo, "while vi was away", atAna, atCy);
    try (V2Client again = V2Client.online(route, vi)) {
      again.awaitGroupPush(group, "while vi was away", bo, vi);
      assertThat(again.texts()).containsExactly("[the climbers] while vi was away");
    }
  }

  private long placeOf(String text) {
    return first.history(bo, group).stream()
        .filter(entry -> entry.path("msg").asString("").equals(text))
        .mapToLong(entry -> entry.path("seq").asLong())
        .findFirst()
        .orElseThrow();
  }

  private void awaitSaid(User sender, String text, Console... consoles) {
    for (Console console : consoles) {
      awaitIn(console, sender, ": " + text);
    }
  }

  /** Waits for a line of the group. */
  private void awaitIn(Console console, User user, String what) {
    String before = group.name() + "(g" + group.id() + ") #";
    String then = " " + user.name() + "(" + user.id() + ")" + what;
    console.awaitMatch(Pattern.compile(Pattern.quote(before) + "\\d+" + Pattern.quote(then) + "$"));
  }

  @Override
  public void close() {
    atAna.close();
    atBo.close();
    atCy.close();
    atVi.close();
  }
}
