/// The rules of the house, held by tests: which module may use which, how long files and methods
/// may grow, how packages are named. In: the checkout's sources and compiled classes. Out: failures
/// that name the file or method and its number.
package dev.jacquard.house;
