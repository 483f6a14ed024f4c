// Package amount writes numbers of things for people.
package amount
