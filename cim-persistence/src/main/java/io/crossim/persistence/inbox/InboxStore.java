package io.crossim.persistence.inbox;

import io.crossim.common.result.UnavailableException;
import java.util.List;

/**
 * The inboxes of all users. Any thread may call; calls block, and a batch costs one round trip.
 * They throw {@link UnavailableException} when the store is away or does not answer in time; what a
 * call then did is not known, and it may be repeated: an append carries an id that stores it once.
 *
 * <p>An inbox is a log with sequence numbers 1, 2, 3... inside an epoch, a random word that is
 * another one as soon as the store is seen to have gone back or to have been replaced. Time is the
 * store's own.
 */
public interface InboxStore extends AutoCloseable {

  /**
   * Appends messages. Those to one user get rising sequence numbers in the order given; what an
   * append answers as stored is as durable as the store is set to be. An id that the inbox has seen
   * within the last day stores nothing and answers the first outcome again, also when that message
   * was trimmed since.
   *
   * @return one outcome per append, in the same order
   */
  List<AppendOutcome> append(List<Append> batch);

  /**
   * Reads what follows positions.
   *
   * @return one page per query, in the same order
   */
  List<InboxPage> read(List<InboxQuery> queries);

  /**
   * Moves acknowledgements forward. One of another epoch, beyond the head, or not above what the
   * device acknowledged before, changes nothing. What the slowest device that was seen within the
   * last 30 days has acknowledged is trimmed.
   */
  void acknowledge(List<Acknowledgement> acknowledgements);

  /**
   * How inboxes stand for devices, and notes that the devices were seen. A device that is new
   * begins at the oldest message that is kept.
   *
   * @return one state per device, in the same order
   */
  List<InboxState> states(List<InboxDevice> devices);

  @Override
  void close();
}
