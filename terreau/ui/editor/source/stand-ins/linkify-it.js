// Stands in for the package of that name, which Markdown as we read it never calls.
export default class LinkifyIt {}
