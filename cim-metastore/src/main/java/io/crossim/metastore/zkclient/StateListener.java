package io.crossim.metastore.zkclient;

import io.crossim.metastore.tree.TreeListener;
import lombok.RequiredArgsConstructor;
import org.I0Itec.zkclient.IZkStateListener;
import org.apache.zookeeper.Watcher.Event.KeeperState;

/** Passes on the state of the connection. */
@RequiredArgsConstructor
final class StateListener implements IZkStateListener {

  private final TreeListener listener;

  @Override
  public void handleStateChanged(KeeperState state) {
    switch (state) {
      case SyncConnected, ConnectedReadOnly, SaslAuthenticated -> listener.connected();
      default -> listener.disconnected();
    }
  }

  @Override
  public void handleNewSession() {
    // It is only being opened; its connection is told as a change of state.
  }

  @Override
  public void handleSessionEstablishmentError(Throwable error) {
    listener.disconnected();
  }
}
