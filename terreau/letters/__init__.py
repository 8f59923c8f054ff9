"""What leaves by mail. One door (`post.send`); each letter is written as it leaves, for whoever receives it."""
