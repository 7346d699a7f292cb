if (process.permission?.has('fs.read', `${__dirname}/main.cjs`) === false) {
  process.stderr.write(
    'concur: Node’s permission model refuses reading concur’s own files\n' +
      'Add --allow-fs-read=* to Node’s options, where its --permission is (NODE_OPTIONS, say).\n',
  );
  process.exit(5);
}
