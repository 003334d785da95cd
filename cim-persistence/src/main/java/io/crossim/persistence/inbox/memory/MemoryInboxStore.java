package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/** Inboxes that are gone with the process. One lock per inbox. */
@RequiredArgsConstructor
public final class MemoryInboxStore implements InboxStore {

  private final InboxLimits limits;
  private final InstantSource clock;
  private final Map<Long, MemoryInbox> inboxes = new ConcurrentHashMap<>();

  @Override
  public List<AppendOutcome> append(List<Append> batch) {
    return batch.stream()
        .map(append -> inbox(append.userId()).append(append, clock.millis()))
        .toList();
  }

  @Override
  public List<InboxPage> read(List<InboxQuery> queries) {
    return queries.stream()
        .map(query -> inbox(query.userId()).read(query, clock.millis()))
        .toList();
  }

  @Override
  public void acknowledge(List<Acknowledgement> acknowledgements) {
    acknowledgements.forEach(ack -> inbox(ack.userId()).acknowledge(ack, clock.millis()));
  }

  @Override
  public List<InboxState> states(List<InboxDevice> devices) {
    return devices.stream()
        .map(device -> inbox(device.userId()).state(device.device(), clock.millis()))
        .toList();
  }

  private MemoryInbox inbox(long userId) {
    return inboxes.computeIfAbsent(userId, user -> new MemoryInbox(limits));
  }

  @Override
  public void close() {}
}
