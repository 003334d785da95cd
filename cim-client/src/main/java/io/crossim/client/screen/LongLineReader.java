package io.crossim.client.screen;

import java.io.IOException;
import java.util.HashMap;
import org.jline.reader.Buffer;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.UndoTree;
import org.jline.terminal.Terminal;

/**
 * A line editor whose work grows with the length of the line only: it draws when no more input is
 * there to be read, and keeps no copy of the line for each character of a long one.
 */
final class LongLineReader extends LineReaderImpl {

  /** Longer lines are not undone step by step. */
  private static final int MAX_UNDO_LENGTH = 1_000;

  LongLineReader(Terminal terminal) throws IOException {
    super(terminal, "cim", new HashMap<>());
    undo =
        new UndoTree<>(this::setBuffer) {
          @Override
          public void newState(Buffer state) {
            if (state.length() <= MAX_UNDO_LENGTH) {
              super.newState(state);
            }
          }
        };
  }

  @Override
  public boolean redisplay() {
    return isMoreInput() || super.redisplay();
  }

  private boolean isMoreInput() {
    return bindingReader.peekCharacter(1) >= 0;
  }
}
