/**
 * How the command line writes: tables, numbers with units, JSON.
 *
 * <p>In: values. Out: text. Callers: the commands. Nothing here knows what is computed.
 */
package dev.jacquard.cli.text;
