// Immediates run in the order in which they were set.
for (const n of [1, 2, 3]) setImmediate(() => console.log(n));
