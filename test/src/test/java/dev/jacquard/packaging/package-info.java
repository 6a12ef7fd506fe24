/// What others get: artifacts installed as a user installs them, the program that the README's
/// dependency block makes possible, and the files that tell of licences. In: a copy of the
/// checkout, built by the Maven that runs the tests. Out: failures with Maven's own words.
package dev.jacquard.packaging;
