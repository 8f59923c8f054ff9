// Tables as Markdown knows them: a row of heads, rows of cells, one line of text in each.
import { Extension, Node, callOrReturn, getExtensionField } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, nextCell, selectedRect, selectionCell, tableEditing } from "@tiptap/pm/tables";

export const WIDEST = 12; // as the server: COLUMNS_AT_MOST

const spans = { colspan: { default: 1, rendered: false, parseHTML: () => 1 }, rowspan: { default: 1, rendered: false, parseHTML: () => 1 } };
const cell = (name, tag, role, said = {}) => Node.create({
  name,
  content: "(text | picture)*",
  tableRole: role,
  isolating: true,
  addAttributes() { return { ...spans, colwidth: { default: null, rendered: false } }; },
  parseHTML() { return [{ tag }]; },
  renderHTML() { return [tag, said, 0]; },
});

const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  addAttributes() { return { sides: { default: null, rendered: false } }; },
  parseHTML() { return [{ tag: "table" }]; },
  renderHTML() { return ["table", ["tbody", 0]]; },
  addKeyboardShortcuts() { return { Enter: () => this.editor.commands.command(({ state, dispatch }) => below(state, dispatch)) }; },
});

const Row = Node.create({
  name: "tableRow",
  content: "(tableHeader | tableCell)+",
  tableRole: "row",
  parseHTML() { return [{ tag: "tr" }]; },
  renderHTML() { return ["tr", 0]; },
});

const Roles = Extension.create({
  name: "tableRoles",
  extendNodeSchema(extension) {
    const { name, options, storage } = extension;
    return { tableRole: callOrReturn(getExtensionField(extension, "tableRole", { name, options, storage })) };
  },
  addProseMirrorPlugins() { return [tableEditing(), new Plugin({ appendTransaction: (_all, _old, state) => headed(state) })]; },
});

// The first row is of heads and no other is: Markdown has no other table.
function headed(state) {
  const { tableHeader, tableCell } = state.schema.nodes;
  const tr = state.tr;
  state.doc.descendants((node, at) => {
    if (node.type.name !== "table") return !node.isTextblock;
    node.forEach((row, rowAt, index) => row.forEach((one, cellAt) => {
      const due = index ? tableCell : tableHeader;
      if (one.type !== due) tr.setNodeMarkup(at + rowAt + cellAt + 2, due);
    }));
    return false;
  });
  return tr.docChanged ? tr : null;
}

// Enter goes to the cell below, and makes a row at the end.
function below(state, dispatch) {
  if (!isInTable(state)) return false;
  const next = nextCell(selectionCell(state), "vert", 1);
  if (!next) return addRowAfter(state, dispatch);
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.pos + 1)).scrollIntoView());
  return true;
}

export function newTable(schema) {
  const { table, tableRow, tableHeader, tableCell } = schema.nodes;
  const row = (kind) => tableRow.create(null, [kind.create(), kind.create()]);
  return table.create(null, [row(tableHeader), row(tableCell)]);
}

export const onTables = {
  addRow: addRowAfter,
  addColumn: (state, dispatch) => selectedRect(state).map.width < WIDEST && addColumnAfter(state, dispatch),
  dropRow: (state, dispatch) => deleteRow(state, dispatch) || deleteTable(state, dispatch),
  dropColumn: (state, dispatch) => deleteColumn(state, dispatch) || deleteTable(state, dispatch),
  inTable: isInTable,
};

export const tables = [Table, Row, cell("tableHeader", "th", "header_cell", { role: "cell" }), cell("tableCell", "td", "cell"), Roles];
