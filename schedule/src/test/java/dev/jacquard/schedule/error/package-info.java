/** The smallest wrong schedule for each mistake of a user, and all of its message. */
package dev.jacquard.schedule.error;
