/// Tests of the launcher script on a made-up machine: a folder of commands for its PATH, folders
/// that look like JDKs, and a checkout that looks built.
package dev.jacquard.launcher;
