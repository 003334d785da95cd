package io.crossim.web.browser;

/** Something to look at: a group with messages, and a private conversation. */
final class Scene {

  static final String GROUP = "Climbers";

  private Scene() {}

  /**
   * Has two people talk.
   *
   * @param other whose page stays open, so that somebody is online
   */
  static void play(Visitor visitor, String name, Visitor other, String otherName) {
    visitor.createAccount(name);
    other.createAccount(otherName);
    visitor.makeGroup(GROUP, otherName);
    visitor.say("Who is coming on Sunday? The forecast says sun all day.");
    other.open(GROUP);
    other.say("I am in!");
    other.say("I can drive, there is room for three. The route is https://example.org/north-face");
    visitor.page().locator(".message").nth(2).waitFor();
    visitor.lastMenu();
    visitor.page().keyboard().press("Enter");
    visitor.page().locator(".reactions").waitFor();
    other.say("@" + name + " can you bring the rope?");
    visitor.page().locator(".mentions-me").waitFor();
    visitor.say("Sure, the long one 🎉");
    visitor.writeTo(otherName).say("See you then");
    other.conversation(name).waitFor();
    visitor.page().keyboard().press("Escape");
    visitor.page().locator("[data-pane='list']").waitFor();
  }
}
