package io.crossim.route.group;

import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.Caller;
import io.crossim.service.limits.ClientAddress;
