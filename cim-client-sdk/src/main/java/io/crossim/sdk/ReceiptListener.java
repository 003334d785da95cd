package io.crossim.sdk;

/**
 * Is told how far others have got and read. Calls come on the client's executor, one at a time and
 * in one line with those of the {@link MessageListener}.
 */
@FunctionalInterface
public interface ReceiptListener {

  /** What it throws is logged and goes no further. */
  void onReceipt(Receipt receipt);
}
