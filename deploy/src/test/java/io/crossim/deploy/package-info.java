/**
 * Holds what runs CIM in containers against what Docker Compose and Kubernetes take, and against
 * the properties that there are. Nothing here needs an engine or a cluster.
 */
@NullMarked
package io.crossim.deploy;

import org.jspecify.annotations.NullMarked;
