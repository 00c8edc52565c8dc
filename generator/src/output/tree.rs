//! Tokens as trees that can be read in place.
//!
//! In: a stream that nothing else holds. Out: the same, to be looked into as often as needed. A stream itself gives its trees
//! by value alone: who looks into one that is held elsewhere copies it, down to the text of each name.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

/// One tree of tokens, with all that is below it.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Group(Delimiter, Vec<Tree>),
    Ident(Ident),
    Punct(Punct),
    Literal(Literal),
}

/// The trees of a stream.
pub(crate) fn read(tokens: TokenStream) -> Vec<Tree> {
    tokens.into_iter().map(Tree::from).collect()
}

/// The stream of trees.
pub(crate) fn stream(trees: Vec<Tree>) -> TokenStream {
    trees.into_iter().map(TokenTree::from).collect()
}

/// Whether an identifier stands anywhere in trees.
pub(crate) fn mentions(trees: &[Tree], name: &str) -> bool {
    trees.iter().any(|tree| match tree {
        Tree::Ident(ident) => ident == name,
        Tree::Group(_, inner) => mentions(inner, name),
        Tree::Punct(_) | Tree::Literal(_) => false,
    })
}

/// What raw literals of texts stand between.
const FENCE: (&str, &str) = ("r####\"", "\"####");

/// A literal of a text: raw if it can be, so that nothing has to be escaped here and understood in [`text_of`].
pub(crate) fn text_literal(text: &str) -> Literal {
    let (open, close) = FENCE;
    if text.contains(['\r', '\0']) || text.contains(close) {
        return Literal::string(text);
    }
    let raw = [open, text, close].concat();
    raw.parse().expect("a raw literal holds all but carriage returns and its own end")
}

/// The text of a literal, if it is one of text.
pub(super) fn text_of(literal: &Literal) -> Option<String> {
    let (open, close) = FENCE;
    let mut written = literal.to_string();
    if written.starts_with(open) && written.ends_with(close) {
        written.truncate(written.len() - close.len());
        written.drain(..open.len());
        return Some(written);
    }
    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) { Some(text.value()) } else { None }
}

impl Tree {
    /// Punctuation that may stand alone.
    pub(crate) fn punct(mark: char) -> Self {
        Self::Punct(Punct::new(mark, Spacing::Alone))
    }

    /// Whether it is this punctuation, alone or before more.
    pub(crate) fn is_punct(&self, mark: char) -> bool {
        matches!(self, Self::Punct(punct) if punct.as_char() == mark)
    }

    /// What stands in a group with this delimiter.
    pub(crate) fn inside(&self, wanted: Delimiter) -> Option<&[Self]> {
        match self {
            Self::Group(delimiter, inner) if *delimiter == wanted => Some(inner),
            Self::Group(..) | Self::Ident(_) | Self::Punct(_) | Self::Literal(_) => None,
        }
    }
}

impl From<TokenTree> for Tree {
    fn from(tree: TokenTree) -> Self {
        match tree {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // The stream is then held once, and gives its trees without copying them.
                drop(group);
                Self::Group(delimiter, read(inner))
            }
            TokenTree::Ident(ident) => Self::Ident(ident),
            TokenTree::Punct(punct) => Self::Punct(punct),
            TokenTree::Literal(literal) => Self::Literal(literal),
        }
    }
}

impl From<Tree> for TokenTree {
    fn from(tree: Tree) -> Self {
        match tree {
            Tree::Group(delimiter, inner) => Self::Group(Group::new(delimiter, stream(inner))),
            Tree::Ident(ident) => Self::Ident(ident),
            Tree::Punct(punct) => Self::Punct(punct),
            Tree::Literal(literal) => Self::Literal(literal),
        }
    }
}
