/// The documents tell the truth: their Java is compiled and run, their commands are understood, and
/// what they say a command or a program prints is what it prints.
package dev.jacquard.docs;
