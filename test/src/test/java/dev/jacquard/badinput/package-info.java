/// What goes wrong around a whole command: no OpenCL, an interrupt, output that nobody reads, files
/// of a user that print. Each runs the program in a process of its own, as a user does.
package dev.jacquard.badinput;
