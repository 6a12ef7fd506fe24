/// The bundle, made of this build, unpacked and used on a machine that has nothing but it.
package dev.jacquard.bundle;
